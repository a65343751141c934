-- Sends contact forms, each from a network and a customer of its own. Arguments: the path with its query, a run's number.
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(args)
  path, run = args[1], args[2]
  count = 0
end

function request()
  count = count + 1
  local from = string.format("%d.%d.%d.1", 11 + thread_number * 50 + math.floor(count / 65536) % 50, math.floor(count / 256) % 256, count % 256)
  local body = string.format(
    '{"message":"Hello, I would like to know more about offer %s of %d in run %s, please. What does it cost, and how long does it take?",'
    .. '"subject":"Request","sendToEmail":"desk@example.com","customerEmail":"customer.%s.%d.%d@example.com","customerPhone":"+420 777123456",'
    .. '"customerFirstName":"Jan","customerLastName":"Novák","categorySlug":"offer"}',
    count, thread_number, run, run, thread_number, count)
  return wrk.format("POST", path, { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = from }, body)
end

function done(summary, latency, requests)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / seconds, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
