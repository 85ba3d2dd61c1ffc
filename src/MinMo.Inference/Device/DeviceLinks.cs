using MinMo.Inference.Sessions;

namespace MinMo.Inference.Device;

/// <summary>What ties a device to its engine.</summary>
/// <param name="Sessions">Who may still be worked for.</param>
/// <param name="SessionFaulted">A step of the session failed: its place cannot be trusted any more.</param>
/// <param name="DeviceBroke">The device of this name fails whatever it is given.</param>
internal sealed record DeviceLinks(SessionTable Sessions, Action<Session> SessionFaulted, Action<string> DeviceBroke);
