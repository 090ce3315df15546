"""Work of a build on a Dask cluster: other processes of this machine, or other machines."""
