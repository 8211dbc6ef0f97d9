-- A plain GET, reported like the others.
dofile("tests/bench/report.lua")
