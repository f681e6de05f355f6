"""A link as a QR symbol, and the symbol as SVG and PNG."""
