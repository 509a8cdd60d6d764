"""Annual openness reports of China's counties, towns and departments, as figures one can publish."""

__version__ = "0.1.0"
