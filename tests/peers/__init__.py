"""The same submissions graded by otter, by nbgrader and by us."""
