"""Pictures of a story's coverage: where everything stands, for templates that draw it as SVG.

Lengths are in units of the picture's own coordinates (px at full size), from its upper left.
Nothing here is drawn or asked of the database: articles come in, places go out.
"""
