-- Asks with a new invented key each time.
local characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

function init()
  math.randomseed(os.time())
  part = {}
end

function request()
  for i = 1, 28 do
    local at = math.random(1, 62)
    part[i] = characters:sub(at, at)
  end
  return wrk.format("GET", "/api/v1/groups", { ["Authorization"] = "Bearer PROD" .. table.concat(part) })
end
