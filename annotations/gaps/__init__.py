"""The gap pass: through the cells of the matrix (claim and article) that nobody has looked at.

A cell is looked at when the reader sees a passage there that renders the claim, or a verdict. So
each of those who code blind walks all cells, whatever others have made of them.
"""
