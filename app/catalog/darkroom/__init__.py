"""Where uploaded photos are developed: a short-lived process of its own reads them, and only its prints are kept.

A picture file can attack whatever reads it. So the reader knows nothing of the house, may use little memory and
little time, and everything but the picture itself is left behind.
"""

from .developing import Print, develop
from .reader import FORMATS, SIZES

__all__ = ["FORMATS", "SIZES", "Print", "develop"]
