"""From blocks to a format: HTML for the site, Markdown for everything else."""
