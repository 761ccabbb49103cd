mod pending;
