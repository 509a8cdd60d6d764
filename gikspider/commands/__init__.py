"""Commands this project adds to `scrapy`, and the ones it makes say what is wrong in one line."""
