-- Durable logs: each request PUTs a new log of one of the signed-in secretaries.
local tokens, codes = {}, {}
for line in io.lines(os.getenv("BENCH_FOLDER") .. "/tokens.txt") do
  local token, code = line:match("(%S+) (%S+)")
  tokens[#tokens + 1], codes[#codes + 1] = token, code
end

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local counter = 0
local words = string.rep("大家按时到场,活动顺利。", 8)
function init()
  math.randomseed(os.time() + number)
  mark = string.format("%08x-%04x", math.random(0, 0x7fffffff), number)
end

function request()
  counter = counter + 1
  local who = counter % #tokens + 1
  local id = string.format("%s-7000-8000-%012x", mark, counter)
  local body = '{"org_id":"' .. codes[who] .. '","kind":"theme_day","title":"主题团日","started_at":"' ..
      os.getenv("BENCH_DAY") .. 'T09:00:00+08:00","place":"活动室","expected":30,"present":28,"content":"' .. words ..
      '","details":{},"photos":[],"made_at":"' .. os.getenv("BENCH_DAY") .. 'T09:00:00+08:00"}'
  return wrk.format("PUT", "/api/v1/activities/" .. id,
    { ["Authorization"] = "Bearer " .. tokens[who], ["Content-Type"] = "application/json" }, body)
end

dofile("tests/bench/report.lua")
