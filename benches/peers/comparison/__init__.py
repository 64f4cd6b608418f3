"""The engine measured beside its peers; see benches/README.md."""
