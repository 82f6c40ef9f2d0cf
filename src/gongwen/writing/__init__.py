"""Writing: a document or its pages as a file; what is written was decided before.

`docx.write_docx` makes the Word file, `pdf.write_pdf` the file for print, `plain.write_text` and
`plain.write_markdown` the repaired text.
"""
