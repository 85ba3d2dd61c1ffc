using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;

namespace MinMo.Grains.Conversations;

internal sealed partial class DialogueStore
{
    [LoggerMessage(4011, LogLevel.Warning, "The dialogue of call {Call} was not written; the call goes on")]
    private partial void LogNotWritten(CallId call, Exception exception);

    [LoggerMessage(4012, LogLevel.Warning, "The dialogue of ended call {Call} was not removed from storage")]
    private partial void LogNotCleared(CallId call, Exception exception);
}
