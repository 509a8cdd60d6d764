"""What a page passes on its way out: read → identify → copies → check. One class a file.

A page comes in as `gikspider.reader.FetchedPage`; from `read` on it is an `AnnualReport`. No step loses an
item because it fails: what it could not do is a finding of the report. What is dropped has a stat and a line.
"""
