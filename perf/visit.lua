-- Whole visits: each thread is one window with one connection, and does issue, call-next, start,
-- complete, in that order. The file of tokens is that of issue.lua.
local threads = 0

function setup(thread)
  thread:set("me", threads)
  threads = threads + 1
end

-- All of a request but the number of its key is made once.
local function prepared(path, token, body, run)
  local head = "POST " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nAuthorization: Bearer " .. token
  local rest = "\r\nContent-Length: 0\r\n\r\n"
  if body then
    head = head .. "\r\nContent-Type: application/json"
    rest = "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
  end
  return { head .. "\r\nIdempotency-Key: " .. run .. "-" .. me .. "-", rest }
end

function init(args)
  local number = 0
  for line in io.lines(args[1]) do
    if number == me then
      local hall, window, kiosk, clerk = line:match("(%S+) (%S+) (%S+) (%S+)")
      local at = "/api/v1/halls/" .. hall
      local own = at .. "/windows/" .. window
      steps = {
        prepared(at .. "/tickets", kiosk, '{"queue":"social"}', args[2]),
        prepared(own .. "/call-next", clerk, nil, args[2]),
        prepared(own .. "/start", clerk, nil, args[2]),
        prepared(own .. "/complete", clerk, '{"outcomes":["done"]}', args[2]),
      }
    end
    number = number + 1
  end
  sent = me == 0 and -1 or 0 -- the first one of the first thread is only looked at
end

function request()
  local step = steps[sent % #steps + 1]
  sent = sent + 1
  return step[1] .. sent .. step[2]
end
