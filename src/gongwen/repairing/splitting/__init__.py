"""Breaks that were lost, and text that stands twice."""
