"""Text to placed glyph outlines. Takes strings and faces; knows no catalog."""
