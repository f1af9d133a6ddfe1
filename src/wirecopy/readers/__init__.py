"""From paths to articles: text, HTML, JSON Lines and Parquet, alone or in folders, packed with gzip or not.

`read_paths` and `iter_paths` are the way in. Every row of the input comes out once, as an `Article` or as a
`Rejected` with a reason, in the order of the input; a `Note` says what a person should know besides. To add a
format: one file with a `read` function (`readers.base.Read`) and one line in `readers.formats`. Whole corpora
go into columns instead: `readers.corpus`.
"""

from wirecopy.readers.base import Format, Item, Note, Read, Source
from wirecopy.readers.files import iter_paths, read_paths

__all__ = ["Format", "Item", "Note", "Read", "Source", "iter_paths", "read_paths"]
