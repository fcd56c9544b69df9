"""Paper: a scan is decoded in a process of its own, read by tesseract, and keyed by somebody who sees it beside the form."""
