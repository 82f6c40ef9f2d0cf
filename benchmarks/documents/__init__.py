"""Made-up official documents as flat text, with what each part of them is."""
