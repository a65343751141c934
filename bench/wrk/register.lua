-- Registers contacts. Arguments: the path with its query, a run's number, and a mode: "new" (addresses never seen before), "changed" (a pool
-- of 10,000 addresses, another last name each time) or "same" (the pool as it is). With "forwarded" behind it each request comes from another
-- address of the net, as a proxy tells it.
-- Prints RESULT, requests/s, p50 and p99 in ms, answers other than 200 and errors, requests.
local pool = 10000
local threads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  table.insert(threads, thread)
end

function init(args)
  path, run, mode, forwarded = args[1], args[2], args[3], args[4]
  count, refused = 0, 0
  math.randomseed(thread_number * 7919 + tonumber(run))
  headers = { ["Content-Type"] = "application/json" }
end

function request()
  count = count + 1
  local number = mode == "new" and count or math.random(pool)
  local address = mode == "new" and string.format("new.%s.%d.%d", run, thread_number, count) or string.format("known.%d", number)
  if forwarded then
    headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  end
  local name = mode == "changed" and string.format("Novák %d", count % 97) or string.format("Novák %d", number % 97)
  return wrk.format("POST", path, headers, string.format(
    '{"email":"%s@Example.com","source":"web","groups":["newsletter"],"phone":"+420 777%06d","firstName":"Jan","lastName":"%s"}',
    address, number % 1000000, name))
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
