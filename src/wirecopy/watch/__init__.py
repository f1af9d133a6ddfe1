"""Follows feeds: asks for them politely, fetches what is new, and hands it over article by article."""
