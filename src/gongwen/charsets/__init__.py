"""Character sets: bytes to text under a given encoding, and how likely a text is character by character.

Below the rooms, for two of them need it: reading tells encodings by it, repairing undoes wrong readings.
"""
