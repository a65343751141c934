-- Requests against a filled organisation. Arguments: the ROOT key, a kind, a run's number, a file of known addresses. Kinds: "new" registers
-- addresses never seen before, in no order, "again" some of the file's with what is known of them, "changed" the same with another name every
-- time, "list" asks for the first page.
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(args)
  key, kind, run = args[1], args[2], args[3]
  headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. key, ["X-Organisation"] = "bench" }
  count = 0
  math.randomseed(thread_number * 7919 + tonumber(run))
  addresses = {}
  if kind ~= "new" and kind ~= "list" then
    for line in io.lines(args[4]) do addresses[#addresses + 1] = line end
  end
end

function request()
  if kind == "list" then return wrk.format("GET", "/api/v1/contacts", headers) end
  count = count + 1
  local address
  if kind ~= "new" then
    address = addresses[math.random(#addresses)]
  else
    address = string.format("%08x.%s.%d.%d@example%d.com", math.random(0, 2147483647), run, thread_number, count, count % 50)
  end
  local last = kind == "changed" and string.format("Novák %s %d", run, count) or "Novák"
  local body = string.format('{"email":"%s","source":"web","groups":["large"],"firstName":"Jan","lastName":"%s"}', address, last)
  return wrk.format("POST", "/api/v1/newsletter/register-contact", headers, body)
end

function done(summary, latency, requests)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / seconds, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
