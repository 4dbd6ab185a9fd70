"""PDFs: characters with their places, read in a process of their own, put together into lines, columns, paragraphs and bullets again."""
