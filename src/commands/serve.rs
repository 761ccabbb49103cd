use std::{process::ExitCode, time::Duration};

use anyhow::{Context, Result};
use domain::paths;
use server::{AppState, config::Config, database::Database, http, logging, mail::Mail};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
    time::timeout,
};

use crate::{boot, cli, router};

/// Serves until told to stop, then finishes what is under way.
pub(super) async fn run(config: Config, options: &cli::Serve) -> Result<ExitCode> {
    logging::init(&config.log)?;
    if options.migrate {
        Database::connect(&config.database).await?.migrate_up(None).await?;
    }
    let app = boot::app(config).await?;
    let address = app.config.http.addr;
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; is something else there? Choose another address with MASTHEAD_HTTP_ADDR")
    })?;
    announce(&app);
    let (stop, told_to_stop) = watch::channel(false);
    let worker = tokio::spawn(server::work(app.clone(), told_to_stop));
    http::serve(router::router(&app), listener, &app.config.http, stopped()).await?;
    stop.send_replace(true);
    finish(worker, app.config.http.drain_timeout).await;
    tracing::info!("Stopped");
    Ok(ExitCode::SUCCESS)
}

fn announce(app: &AppState) {
    tracing::info!(address = %app.config.http.addr, version = env!("CARGO_PKG_VERSION"), "Serving {}", app.site.url);
    let Mail::Folder(folder) = &app.mail else { return };
    let place = folder.path().display();
    if app.config.serves_this_machine_only() {
        tracing::info!(
            "No mail server is set: letters are kept in {place} and shown at {}{}",
            app.site.url,
            paths::DEV_MAIL
        );
    } else {
        tracing::warn!("No mail server is set: letters reach nobody and pile up in {place}; set MASTHEAD_MAIL_URL");
    }
}

/// Waits for what is in hand, for as long as for a request.
async fn finish(worker: JoinHandle<()>, longest: Duration) {
    if timeout(longest, worker).await.is_err() {
        tracing::warn!("Something was being sent; a letter is not sent again, a message to a webhook is");
    }
}

async fn stopped() {
    let (Ok(mut term), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("Cannot listen for signals; only SIGKILL will stop this process");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("Stopping: no new connections, finishing requests under way; a second Ctrl-C stops at once");
    tokio::spawn(async move {
        interrupt.recv().await;
        tracing::warn!("Stopped at once; requests under way were cut off");
        std::process::exit(130);
    });
}
