internal import FoundationEssentials

extension RecordedExchange {
    /// - Parameter file: all of it.
    public init(file: [UInt8]) throws(UnreadableRecording) {
        let layout = try RecordingLayout(file)
        guard file.count >= layout.total else { throw .truncated }
        guard file.count == layout.total else { throw .tooLong }
        let requestStart = layout.first + layout.description
        let responseStart = requestStart + layout.requestBody
        let description = try ExchangeDescription(json: file[layout.first..<requestStart])
        self.init(
            description: description,
            requestBody: description.requestBody.body(Array(file[requestStart..<responseStart])),
            responseBody: description.responseBody.body(Array(file[responseStart...])))
    }
}

extension ExchangeDescription {
    /// - Parameter bytes: the part of the file.
    init(json bytes: some Collection<UInt8>) throws(UnreadableRecording) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw .damaged("its description")
        }
        guard started >= 0, timings.end >= 0, requestBody.size >= 0, responseBody.size >= 0 else {
            throw .damaged("its description")
        }
    }
}
