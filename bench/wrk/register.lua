-- Registers contacts. Arguments: the path with its query, "new" (addresses never seen before) or "known" (a pool of 10,000), a run's number.
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(args)
  path, mode, run = args[1], args[2], args[3]
  count = 0
  math.randomseed(thread_number * 7919 + tonumber(run))
  headers = { ["Content-Type"] = "application/json" }
end

function request()
  count = count + 1
  local address
  if mode == "known" then
    address = string.format("known.%d@example.com", math.random(1, 10000))
  else
    address = string.format("new.%s.%d.%d@example.com", run, thread_number, count)
  end
  local body = string.format(
    '{"email":"%s","source":"web","groups":["newsletter"],"firstName":"Jan","lastName":"Novák"}', address)
  return wrk.format("POST", path, headers, body)
end

function done(summary, latency, requests)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / seconds, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
