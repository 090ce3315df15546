"""Tables of trainings and of export figures: ``make impor-bimtek``, ``make impor-angka``."""
