"""The web application: pages for people and an HTTP API over a store, served on this machine."""
