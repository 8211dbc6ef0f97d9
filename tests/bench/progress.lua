-- The county's progress as JSON, asked by an officer. With BENCH_KEEPS=1 the client has the answer it got before, as the
-- console has, and says so by its tag.
local token = io.open(os.getenv("BENCH_FOLDER") .. "/officer.txt"):read("l")
local keeps = os.getenv("BENCH_KEEPS") == "1"
local tag

function request()
  local headers = { ["Authorization"] = "Bearer " .. token }
  if tag then headers["If-None-Match"] = tag end
  return wrk.format("GET", "/api/v1/progress", headers)
end

if keeps then
  function response(status, headers)
    tag = headers["ETag"] or tag
  end
end

dofile("tests/bench/report.lua")
