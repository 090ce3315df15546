"""The headers that a host sends: what pages may do, what browsers keep, what they fetch ahead."""
