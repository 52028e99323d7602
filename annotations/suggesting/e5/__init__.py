"""multilingual-e5-small (L. Wang et al., Multilingual E5 Text Embeddings, 2024) run in NumPy.

The weights come from a file inside another package; nothing of that package is executed. Its
native tokeniser writes past its buffer on some texts, and it gives no states of single tokens.
"""

from .network import Network
from .pieces import Piece, Tokeniser
from .weights import Floats, Weights, WeightsError, read_weights

__all__ = ["Floats", "Network", "Piece", "Tokeniser", "Weights", "WeightsError", "read_weights"]
