-- Registers new addresses and counts what is accepted and turned away. Arguments: the path with its query, a run's number, and
-- "load": each connection sends its next request at once, or, where a rate follows, each thread sends so many a second while a connection is free;
-- "probe": each thread has one connection and times what is accepted.
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int clock, moment *time); ]]

local threads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  table.insert(threads, thread)
end

function init(args)
  path, run, mode, rate = args[1], args[2], args[3], tonumber(args[4])
  if rate == nil then delay = nil end
  accepted, turned_away, failed, count, times = 0, 0, 0, 0, ""
  headers = { ["Content-Type"] = "application/json" }
  moment = ffi.new("moment")
end

local function now()
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1e6
end

-- Milliseconds until the next request: its place in an even row of them. What was missed for want of a connection is not made up for.
function delay()
  local at = now()
  next_at = math.max(next_at or at, at - 100) + 1000 / rate
  return math.max(0, next_at - at)
end

function request()
  count = count + 1
  if mode == "probe" then started = now() end
  return wrk.format("POST", path, headers,
    string.format('{"email":"over.%s.%s.%d@example.com","source":"web","groups":["newsletter"]}', run, thread_number, count))
end

function response(status)
  if status == 200 then
    accepted = accepted + 1
    if mode == "probe" then times = times .. string.format("%.1f ", now() - started) end
  elseif status == 503 then
    turned_away = turned_away + 1
  else
    failed = failed + 1
  end
end

function done(summary)
  local seconds, a, t, f, all = summary.duration / 1e6, 0, 0, 0, {}
  for _, thread in ipairs(threads) do
    a, t, f = a + thread:get("accepted"), t + thread:get("turned_away"), f + thread:get("failed")
    for time in thread:get("times"):gmatch("%S+") do table.insert(all, tonumber(time)) end
  end
  table.sort(all)
  local function at(share) return all[math.max(1, math.ceil(#all * share))] or 0 end
  f = f + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %.0f %.0f %d %.1f %.1f %d\n", a / seconds, t / seconds, f, at(0.5), at(0.99), #all))
end
