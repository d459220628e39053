"""How findings and runs are printed. What is found is in `generator.diagnostics`."""
