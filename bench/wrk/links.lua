-- Uses links that unsubscribe, each once, evenly. Arguments: the file of their paths, how many a second each thread sends, and "one-click"
-- (as a mail program does it) or "page" (the button of the page).
-- Prints RESULT, requests/s, p50 and p99 in ms, answers other than 200 and errors, requests.
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int clock, moment *time); ]]

local threads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  table.insert(threads, thread)
end

function init(args)
  rate, refused, paths, moment = tonumber(args[2]), 0, {}, ffi.new("moment")
  body = args[3] == "page" and "action=unsubscribe" or "List-Unsubscribe=One-Click"
  local number = 0
  for line in io.lines(args[1]) do
    number = number + 1
    if number % 2 == thread_number then table.insert(paths, line) end
  end
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  count = 0
end

-- Milliseconds until the next request: its place in an even row of them.
function delay()
  ffi.C.clock_gettime(1, moment)
  local at = tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1e6
  next_at = math.max(next_at or at, at - 100) + 1000 / rate
  return math.max(0, next_at - at)
end

function request()
  count = count % #paths + 1
  return wrk.format("POST", paths[count], headers, body)
end

function response(status)
  if status ~= 200 then refused = refused + 1 end
end

function done(summary, latency)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do errors = errors + thread:get("refused") end
  io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, errors, summary.requests))
end
