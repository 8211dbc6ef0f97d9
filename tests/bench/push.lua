-- Encrypted callbacks: followers ask for the progress.
local queries, bodies = {}, {}
local first = true
for line in io.lines(os.getenv("BENCH_FOLDER") .. "/pushes.txt") do
  if first then queries[#queries + 1] = line else bodies[#bodies + 1] = line end
  first = not first
end

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local counter
function init() counter = number * math.floor(#bodies / 2) end

function request()
  counter = counter % #bodies + 1
  return wrk.format("POST", "/wechat/oa?" .. queries[counter], { ["Content-Type"] = "text/xml" }, bodies[counter])
end

dofile("tests/bench/report.lua")
