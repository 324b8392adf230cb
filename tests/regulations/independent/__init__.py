"""The same circulars a second time, written from the text of their tables before the product was.

Nothing here imports `hocba_interop.regulations` or shares its way of thinking: marks are whole tenths (7.5 is 75),
levels are the words of the circulars, and each table is spelt out as the sentences of the text stand.
"""
