"""A neutral drawing in millimetres and its writers: PDF, SVG, DXF."""
