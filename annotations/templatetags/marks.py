"""What annotations say, for templates."""

from __future__ import annotations

from django import template

from ..lines import gloss_of, lines_of, paint_data, said_of

register = template.Library()
register.simple_tag(gloss_of, name="gloss_of")
register.simple_tag(lines_of, name="lines_of")
register.simple_tag(paint_data, name="paint_data")
register.simple_tag(said_of, name="said_of")
