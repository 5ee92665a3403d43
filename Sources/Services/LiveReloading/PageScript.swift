/// What pages load: it follows the events, and loads the page anew when it has become old.
enum PageScript {
    /// A page that is hidden holds no connection: browsers have six for one host, whatever the number of tabs. `tooOld` finds the page that was asked
    /// for before the change and came after it; the clock of another machine may be wrong, so that is tried once for each version.
    static let text = #"""
        (() => {
          "use strict";
          if (!window.EventSource || !document.currentScript || window.__expresswayLive) return;
          window.__expresswayLive = true;
          const address = new URL("events", document.currentScript.src).href;
          let known = null;
          let source = null;
          let leaving = false;

          const navigation = performance.getEntriesByType("navigation")[0];
          const askedAt = navigation && Date.now() - performance.now() + navigation.requestStart;

          function tooOld(version, since) {
            if (!navigation || !(askedAt < since)) return false;
            try {
              if (sessionStorage.getItem("expressway-live") === version) return false;
              sessionStorage.setItem("expressway-live", version);
              return true;
            } catch {
              return false;
            }
          }

          function hear(event) {
            const version = event.lastEventId;
            const isOld = known === null ? tooOld(version, Number(event.data)) : known !== version;
            known = version;
            if (isOld) {
              leaving = true;
              close();
              location.reload();
            }
          }

          function open() {
            if (source || leaving || document.hidden) return;
            source = new EventSource(address);
            source.onmessage = hear;
            source.onerror = () => {
              // A browser gives up where it gets an error page, such as Apache's while it starts.
              if (!source || source.readyState !== EventSource.CLOSED) return;
              source = null;
              setTimeout(open, 1000);
            };
          }

          function close() {
            if (source) source.close();
            source = null;
          }

          document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
          addEventListener("pagehide", close);
          addEventListener("pageshow", open);
          open();
        })();

        """#
}
