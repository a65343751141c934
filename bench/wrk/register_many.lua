-- Registers contacts, a thousand in each request, addresses never seen before. Arguments: the path with its query, and a run's number.
-- Prints RESULT, rows/s, p50 and p99 of requests in ms, answers other than 200 and errors, rows.
local rows = 1000
local threads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  table.insert(threads, thread)
end

function init(args)
  path, run, count, refused = args[1], args[2], 0, 0
  headers = { ["Content-Type"] = "application/json" }
end

function request()
  local items = {}
  for i = 1, rows do
    count = count + 1
    items[i] = string.format('{"email":"many.%s.%d.%d@Example.com","phone":"+420 777%06d","firstName":"Jan","lastName":"Novák %d"}',
      run, thread_number, count, count % 1000000, count % 97)
  end
  return wrk.format("POST", path, headers,
    '{"source":"web","groups":["newsletter"],"contacts":[' .. table.concat(items, ",") .. "]}")
end

function response(status)
  if status ~= 200 then refused = refused + 1 end
end

function done(summary, latency)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do errors = errors + thread:get("refused") end
  io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n", summary.requests * rows / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, errors, summary.requests * rows))
end
