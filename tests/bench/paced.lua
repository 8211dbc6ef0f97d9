-- Another script at a pace: wrk calls delay() before each request of a connection. The script comes after "--".
local pause = tonumber(os.getenv("SOAK_DELAY_MS"))
local script = os.getenv("SOAK_SCRIPT")
dofile("tests/bench/" .. script)
function delay()
  return math.random(0, 2 * pause)
end
