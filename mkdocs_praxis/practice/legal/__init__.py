"""The legal pages (Impressum, privacy notice …), generated from the practice's facts and what the build found."""
