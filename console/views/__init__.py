"""What pages show, computed without Streamlit: plain functions from records to small view-models."""
