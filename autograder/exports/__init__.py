"""Grades as learning platforms take them, and totals over several assignments."""
