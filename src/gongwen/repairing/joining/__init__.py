"""Line breaks that no paragraph ends at."""
