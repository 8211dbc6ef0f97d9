-- Another script at a pace: wrk calls delay() before each request of a connection. The script comes after "--".
local pause = tonumber(os.getenv("SOAK_DELAY_MS"))
local script = os.getenv("SOAK_SCRIPT")
-- So many connections speak first soon after they came, as every client does.
local newcomers = tonumber(os.getenv("SOAK_NEWCOMERS") or "0")
dofile("tests/bench/" .. script)
function delay()
  newcomers = newcomers - 1
  return math.random(0, newcomers >= 0 and 5000 or 2 * pause)
end
