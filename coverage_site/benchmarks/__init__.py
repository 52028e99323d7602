"""What pages cost, measured on material made for it in a database of its own."""
