"""From a folder of notebooks to results: intake, one submission → `Result`, a whole class, the gradebook."""
