"""What the Products page asks: the table (``table``), one product (``detail``), and the owner's say in it."""
